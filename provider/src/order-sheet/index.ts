/** Orders of cross-connects. */

export type { SheetDetails } from "./content";
export { orderSheetHtml } from "./html";
export { orderSheetMarkdown } from "./markdown";
export { type NetBoxExport, netBoxOf } from "./netbox";
export {
  type ApiObjects,
  type CrossConnect,
  crossConnectsOf,
  type Letter,
  type OrderSheet,
  sheetsOf,
} from "./sheet";
