// Methods with constant results, which have the same shape and size as the package's results.
let number = 0;

const accountId = "0123456789abcdef0123456789abcdef";
const outputs = {
  Port(id) {
    return {
      accountId,
      type: "direct",
      name: id,
      facility: { name: "Equinix NY1", address: ["Equinix NY1", "Newark"] },
      site: "ewr-a",
      device: "ccr01.ewr-a",
      speed: "10G",
      virtualPortReservationId: id,
      owner: "Example Networks",
      status: { state: "Pending" },
    };
  },
  Session(id) {
    const addresses = { customerIp: "10.255.0.1/31", cloudflareIp: "10.255.0.0/31" };
    return { accountId, cniId: id, ...addresses };
  },
};

exports.provider = (type) => ({
  check: async (_olds, inputs) => ({ inputs }),
  diff: async (_id, olds, news) => ({
    changes: olds.magic?.description !== news.magic?.description,
  }),
  async create(inputs) {
    number += 1;
    const id = `00000000-0000-4000-9000-${String(number).padStart(12, "0")}`;
    return { id, outs: { ...inputs, ...outputs[type](id) } };
  },
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, news) => ({ outs: news }),
  delete: async () => {},
});
