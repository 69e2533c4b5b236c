import type { GroupProgram } from "./group-program";
import { commented, quoted } from "./literals";
import { type Notation, printValue } from "./printer";

const NOTATION: Notation = {
  step: "  ",
  comment: "//",
  scalar: (value) => (typeof value === "string" ? quoted(value) : String(value)),
  secret: (key) => `config.requireSecret(${quoted(key)})`,
  brackets: () => ["{", "}"],
  label: ({ name }) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)}: `,
  padded: () => true,
};

export function typescriptProgram({ about, group, outputs, secrets }: GroupProgram): string {
  const needsConfig = secrets.length > 0;
  const described = outputs.filter(({ comment }) => comment !== undefined);
  const others = outputs.filter(({ comment }) => comment === undefined);
  return [
    "/**",
    ...about.map((line) => ` * ${commented(line)}`.trimEnd()),
    " */",
    ...(needsConfig ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    'import * as cni from "pulumi-cloudflare-cni";',
    "",
    ...(needsConfig ? ["const config = new pulumi.Config();", ""] : []),
    `const group = new cni.InterconnectGroup(${quoted(group.name)}, ${printValue({ fields: group.args }, NOTATION, "")});`,
    "",
    ...described.flatMap(({ name, comment }) => [
      `/** ${commented(comment ?? "")} */`,
      `export const { ${name} } = group;`,
    ]),
    `export const { ${others.map(({ name }) => name).join(", ")} } = group;`,
    "",
  ].join("\n");
}
