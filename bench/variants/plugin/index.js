// Program that uses the package's provider plugin.
const cni = require("pulumi-cloudflare-cni/native");
const { design } = require("../design");

for (const { name, slotId, magic, bgp } of design) {
  const waitFor = process.env.BENCH_WAIT ? "healthy" : undefined;
  const interconnect = new cni.Interconnect(name, { slotId, waitFor });
  if (waitFor === undefined) {
    new cni.CniBgpSession(`${name}-bgp`, { interconnect, magic, bgp });
  }
}
