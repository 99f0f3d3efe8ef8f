"""Formats and loaders of the rules and the catalogue that come as data, 规则与目录."""
