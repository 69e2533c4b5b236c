// What the engine itself costs: the same resources and properties, by reference to methods that
// return at once.
const pulumi = require("@pulumi/pulumi");
const { design } = require("../design");

class Resource extends pulumi.CustomResource {
  constructor(type, name, props) {
    // The plugin process runs in the program's folder.
    const __provider = `exports.handler=()=>require(process.cwd()+"/methods.js").provider("${type}")`;
    super(`pulumi-nodejs:dynamic/bench:${type}`, name, { ...props, __provider });
  }
}

for (const { name, slotId, magic, bgp } of design) {
  const port = new Resource("Port", name, {
    slotId,
    accountId: undefined,
    type: undefined,
    name: undefined,
    facility: undefined,
    site: undefined,
    device: undefined,
    speed: undefined,
    virtualPortReservationId: undefined,
    owner: undefined,
    status: undefined,
  });
  new Resource("Session", `${name}-bgp`, {
    interconnect: port.id,
    accountId: undefined,
    cniId: undefined,
    customerIp: undefined,
    cloudflareIp: undefined,
    magic,
    bgp: { ...bgp, md5Key: pulumi.secret(bgp.md5Key) },
    bgpMode: undefined,
  });
}
