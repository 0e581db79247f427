"""Ways in which sites, feeds and archives print articles, each a function that fills a page."""
