/** Entry point for the engine: `pulumi preview --policy-pack <folder of this package>`. */
import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

new PolicyPack("cloudflare-cni", { policies: [...policies] });
