/**
 * Loaded first into every child: when the parent is gone, killed or not, the child stops as if it had been
 * asked to, and is made to end if it does not.
 */
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 5_000).unref()
})
// Waiting for the parent must not keep a child alive that has finished its work.
process.channel?.unref()
