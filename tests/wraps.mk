$(B)/tests/unit/test_helper_pool: WRAP := clock_ticks clock_ticks_of
$(B)/tests/unit/test_watch_limits: WRAP := inotify_add_watch
$(B)/tests/unit/test_flow_watching: WRAP := reading_new reading_free reading_set_probes \
  reading_submit reading_room reading_pending reading_poll reading_step reading_refusal reading_set_known reading_set_limits
$(B)/tests/unit/test_flow_control: WRAP := clock_ticks geteuid
$(B)/tests/unit/test_base_identity: WRAP := statx
$(B)/tests/unit/test_outlet_syslog: WRAP := send
$(B)/tests/unit/test_flow_keeping: WRAP := renameat2 renameat unlinkat mkdirat write_whole fsync
