import { z } from "@hono/zod-openapi";
import { CniCreate } from "../../cni/schemas/cni";

const { customer_asn, extra_prefixes, md5_key } = CniCreate.shape.bgp.unwrap().shape;

export const MagicBgp = z
  .object({
    customer_asn,
    extra_prefixes,
    md5_key: md5_key.unwrap().unwrap(),
    import_filter_id: z.string(),
    export_filter_id: z.string(),
    as_no: customer_asn.openapi({ deprecated: true, description: "Read as `customer_asn`" }),
    cloudflare_endpoint: z.string().openapi({ deprecated: true, description: "Ignored" }),
    customer_endpoint: z.string().openapi({ deprecated: true, description: "Ignored" }),
  })
  .partial()
  .openapi("MagicBgp");
export type MagicBgp = z.infer<typeof MagicBgp>;
