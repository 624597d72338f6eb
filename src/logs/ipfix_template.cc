#include "logs/ipfix_template.h"

namespace cordon::logs {
namespace {

constexpr std::uint16_t kFirstDataSet = 256;   // ids below are of templates and reserved
constexpr std::uint16_t kEnterprise = 0x8000;  // bit of a field id: an enterprise number follows

std::uint64_t key_of(std::uint32_t domain, std::uint16_t id) {
  return static_cast<std::uint64_t>(domain) << 16 | id;
}

TemplateField read_field(Cursor& cursor, bool ipfix) {
  TemplateField field;
  field.id = cursor.be16();
  field.length = cursor.be16();
  if (ipfix && (field.id & kEnterprise) != 0) {
    field.id &= static_cast<std::uint16_t>(~kEnterprise);
    field.enterprise = cursor.be32();
  }
  return field;
}

bool read_fields(Cursor& cursor, std::size_t count, bool ipfix, Template& into) {
  if (count > kMostFields) return false;
  for (std::size_t i = 0; i < count && !cursor.failed(); ++i) {
    const TemplateField field = read_field(cursor, ipfix);
    // NetFlow v9 knows no variable length; there 65535 would be a record of its own.
    into.least_size += field.length == kVariableLength ? 1 : field.length;
    into.fields.push_back(field);
  }
  return !cursor.failed();
}

}  // namespace

bool TemplateBook::add(std::uint32_t domain, std::uint16_t id, Template added) {
  // Fields of no length are odd but lawful; hundreds of them in each byte of data are an attack.
  if (id < kFirstDataSet || added.least_size * 2 < added.fields.size() || added.least_size == 0)
    return false;
  const std::uint64_t key = key_of(domain, id);
  if (templates_.size() >= kMostTemplates && templates_.count(key) == 0) return false;
  templates_[key] = std::move(added);
  return true;
}

const Template* TemplateBook::find(std::uint32_t domain, std::uint16_t id) const {
  const auto found = templates_.find(key_of(domain, id));
  return found == templates_.end() ? nullptr : &found->second;
}

std::optional<std::size_t> TemplateBook::read_v9(Bytes set, std::uint32_t domain) {
  Cursor cursor(set);
  std::size_t read = 0;
  while (cursor.left() >= 4) {
    const std::uint16_t id = cursor.be16(), count = cursor.be16();
    if (id == 0 && count == 0) break;  // padding
    Template next;
    if (!read_fields(cursor, count, false, next) || !add(domain, id, std::move(next)))
      return std::nullopt;
    ++read;
  }
  return read;
}

std::optional<std::size_t> TemplateBook::read_v9_options(Bytes set, std::uint32_t domain) {
  Cursor cursor(set);
  std::size_t read = 0;
  while (cursor.left() >= 6) {
    const std::uint16_t id = cursor.be16();
    const std::size_t scopes = cursor.be16() / 4, options = cursor.be16() / 4;  // lengths in bytes
    if (id == 0) break;
    Template next;
    next.options = true;
    next.scopes = scopes;
    if (!read_fields(cursor, scopes + options, false, next) || !add(domain, id, std::move(next)))
      return std::nullopt;
    ++read;
  }
  return read;
}

std::optional<std::size_t> TemplateBook::read_ipfix(Bytes set, std::uint32_t domain, bool options) {
  Cursor cursor(set);
  std::size_t read = 0;
  while (cursor.left() >= 4) {
    const std::uint16_t id = cursor.be16(), count = cursor.be16();
    if (id == 0) break;
    ++read;
    if (count == 0) {  // withdrawn: this one, or (id 2 or 3) all of its kind in the domain
      if (id >= kFirstDataSet)
        templates_.erase(key_of(domain, id));
      else
        templates_.erase(templates_.lower_bound(key_of(domain, kFirstDataSet)),
                         templates_.upper_bound(key_of(domain, 0xffff)));
      continue;
    }
    Template next;
    next.options = options;
    if (options) next.scopes = cursor.be16();
    if (next.scopes > count || !read_fields(cursor, count, true, next) ||
        !add(domain, id, std::move(next)))
      return std::nullopt;
  }
  return read;
}

}  // namespace cordon::logs
