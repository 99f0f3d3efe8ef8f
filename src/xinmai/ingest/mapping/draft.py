def draft_mapping(files): return ""
