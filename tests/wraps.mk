$(B)/tests/unit/test_helper_pool: WRAP := clock_ticks
$(B)/tests/unit/test_watch_limits: WRAP := inotify_add_watch
