"""What the packed Python runs itself: the finder of compiled modules, and the script that compiles them."""
