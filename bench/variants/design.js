// Design that all variants declare: BENCH_PORTS ports, each with a session that has an MD5 key.
const count = Number(process.env.BENCH_PORTS);

/** Returns the id of a slot. `measure.mjs` passes the same slots to the simulator. */
const slotId = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

exports.slotId = slotId;
exports.design = Array.from({ length: count }, (_, number) => ({
  name: `p${number}`,
  slotId: slotId(number),
  magic: {
    conduitName: `conduit-${number}`,
    // BENCH_CHANGED makes the change that a preview has to find.
    description: number === 0 && process.env.BENCH_CHANGED ? "changed" : "benchmark",
    mtu: 1500,
  },
  bgp: { customerAsn: 65010, extraPrefixes: ["0.0.0.0/0"], md5Key: `key-${number}` },
}));
