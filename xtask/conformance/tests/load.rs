//! A small version of `examples/load.rs`.

use conformance::load;

const TASKS: usize = 64;
/// What may be added to the memory after the first tenth, in KiB: 2,700 calls that kept only their answers'
/// buffers would add more than the margin of an allocator.
const GROWTH: u64 = 16 << 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_is_lost_or_doubled() {
    let report = load::run(TASKS, 3_000).await;
    assert_eq!((report.right, report.lost, report.doubled), (report.calls, 0, 0), "{report}");
    // A connection that is being made while another becomes free is kept as well.
    assert!(report.connections <= 2 * TASKS, "connections are not used again: {report}");
    if let (Some(warm), Some(end)) = (report.memory_warm, report.memory_end) {
        assert!(end < warm + GROWTH, "memory grows: {report}");
    }
}
