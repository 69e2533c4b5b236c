// Program that a user might write without the package: dynamic providers as classes in the program, with Cloudflare's SDK
// and a loop that reads the status of each port. Each method creates its own client, because Pulumi cannot capture a
// shared one ("package.json export path for cloudflare/internal/utils/path.js not found").
const pulumi = require("@pulumi/pulumi");
const Cloudflare = require("cloudflare");
const { design } = require("../design");

const account_id = process.env.CLOUDFLARE_ACCOUNT_ID;

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

class PortProvider {
  async create(inputs) {
    const { interconnects } = new Cloudflare().networkInterconnects;
    const port = await interconnects.create({
      account_id,
      account: account_id,
      type: "direct",
      slot_id: inputs.slotId,
    });
    const status = await this.waitUntilHealthy(port.name);
    return { id: port.name, outs: { slotId: inputs.slotId, ...this.outputs(port), status } };
  }

  async waitUntilHealthy(name) {
    const { interconnects } = new Cloudflare().networkInterconnects;
    for (;;) {
      const status = await interconnects.status(name, { account_id });
      if (status.state === "Healthy") return status;
      await sleep(5_000);
    }
  }

  outputs(port) {
    return {
      name: port.name,
      facility: port.facility,
      site: port.site,
      device: port.ccr_device_name,
      speed: port.speed,
      virtualPortReservationId: port.virtual_port_reservation_id,
      owner: port.owner,
    };
  }

  async diff(_id, olds, news) {
    return {
      changes: olds.slotId !== news.slotId,
      replaces: olds.slotId !== news.slotId ? ["slotId"] : [],
    };
  }

  async read(id, props) {
    const { interconnects } = new Cloudflare().networkInterconnects;
    const port = await interconnects.get(id, { account_id });
    const status = await interconnects.status(id, { account_id });
    return { id, props: { slotId: props.slotId, ...this.outputs(port), status } };
  }

  async delete(id) {
    await new Cloudflare().networkInterconnects.interconnects.delete(id, { account_id });
  }
}

class SessionProvider {
  async create(inputs) {
    const { cnis } = new Cloudflare().networkInterconnects;
    const cni = await cnis.create({
      account_id,
      account: account_id,
      interconnect: inputs.interconnect,
      ...this.settings(inputs),
    });
    return { id: cni.id, outs: { ...inputs, ...this.addresses(cni) } };
  }

  settings({ magic, bgp }) {
    return {
      magic: {
        conduit_name: magic.conduitName,
        description: magic.description,
        mtu: magic.mtu,
      },
      bgp: {
        customer_asn: bgp.customerAsn,
        extra_prefixes: bgp.extraPrefixes,
        md5_key: bgp.md5Key,
      },
    };
  }

  addresses(cni) {
    return { cniId: cni.id, customerIp: cni.cust_ip, cloudflareIp: cni.p2p_ip };
  }

  async diff(_id, olds, news) {
    const replaces = olds.interconnect !== news.interconnect ? ["interconnect"] : [];
    const changes =
      replaces.length > 0 || !isSame(olds.magic, news.magic) || !isSame(olds.bgp, news.bgp);
    return { changes, replaces };
  }

  async update(id, _olds, news) {
    const { cnis } = new Cloudflare().networkInterconnects;
    const present = await cnis.get(id, { account_id });
    const cni = await cnis.update(id, { ...present, account_id, ...this.settings(news) });
    return { outs: { ...news, ...this.addresses(cni) } };
  }

  async read(id, props) {
    const { cnis } = new Cloudflare().networkInterconnects;
    const cni = await cnis.get(id, { account_id });
    const magic = {
      conduitName: cni.magic.conduit_name,
      description: cni.magic.description,
      mtu: cni.magic.mtu,
    };
    return { id, props: { ...props, magic, ...this.addresses(cni) } };
  }

  async delete(id) {
    await new Cloudflare().networkInterconnects.cnis.delete(id, { account_id });
  }
}

class Port extends pulumi.dynamic.Resource {
  constructor(name, props) {
    const outputs = {
      name: undefined,
      facility: undefined,
      site: undefined,
      device: undefined,
      speed: undefined,
      virtualPortReservationId: undefined,
      owner: undefined,
      status: undefined,
    };
    super(new PortProvider(), name, { ...outputs, ...props });
  }
}

class Session extends pulumi.dynamic.Resource {
  constructor(name, props) {
    const outputs = { cniId: undefined, customerIp: undefined, cloudflareIp: undefined };
    super(new SessionProvider(), name, { ...outputs, ...props });
  }
}

for (const { name, slotId, magic, bgp } of design) {
  const port = new Port(name, { slotId });
  if (process.env.BENCH_WAIT) continue;
  new Session(`${name}-bgp`, {
    interconnect: port.id,
    magic,
    bgp: { ...bgp, md5Key: pulumi.secret(bgp.md5Key) },
  });
}
