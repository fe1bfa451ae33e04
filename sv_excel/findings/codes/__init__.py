"""Every code that a finding may have, one line each, grouped by subject. `registry` puts them together."""
