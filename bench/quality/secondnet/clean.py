class CleanDay:
    pass
