// URIs as the server software would read them. Both readings are kept beside the raw target,
// because a worm that gets past one reading is told by the other.
//
//  normal_uri  as Apache and most others do: percent escapes decoded once, then in the path "//"
//  and
//              "/./" made one, "/../" resolved. The query's escapes are decoded too; "+" stays.
//  iis_uri     as IIS 4 and 5 did before their patches: %uXXXX and percent escapes, then once more
//              (double decoding, MS01-026), overlong UTF-8 read as ASCII (MS00-078), '\' as '/',
//              then the path is resolved.
// Both leave out scheme and host of an absolute target ("GET http://host/path"), which servers take
// and by which an attack would else begin unlike itself.
// Pure; the result is a view of `target` itself where nothing had to be changed, else of `scratch`.
#pragma once

#include <string>
#include <string_view>

namespace cordon::proto::http {

std::string_view normal_uri(std::string_view target, std::string& scratch);
std::string_view iis_uri(std::string_view target, std::string& scratch);

}  // namespace cordon::proto::http
