/** Pictures of a design, and the report on one. */

export { type DiagramOptions, diagram } from "./diagram";
export { report } from "./report";
