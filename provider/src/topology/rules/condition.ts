import type { Failure } from "../failure";

/** Describes a failure as a condition, such as `if device ccr01 fails`. */
export function conditionOf({ kind, name }: Failure): string {
  switch (kind) {
    case "maintenance":
      return `during maintenance of ${name}`;
    case "pop":
      return `if PoP ${name} fails`;
    case "duct":
      return `if duct ${name} is cut`;
    case "customer-router":
      return `if the customer's router ${name} fails`;
    case "customer-site":
      return `if the customer's site ${name} fails`;
    case "customer-power":
      return `if the customer's power feed ${name} fails`;
    default:
      return `if ${kind} ${name} fails`;
  }
}
