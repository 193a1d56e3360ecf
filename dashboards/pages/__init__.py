"""The pages of the site, one module each: a site and a wording in, HTML out."""
