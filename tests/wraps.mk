$(B)/tests/unit/test_helper_pool: WRAP := clock_ticks
