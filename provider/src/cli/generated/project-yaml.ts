/** Parts of Pulumi.yaml. */
import { quoted } from "./literals";

/** The provider plugin, which the npm package contains. */
export const PLUGIN = `plugins:
  providers:
    # The provider plugin comes with the npm package: \`npm install\`.
    - name: cloudflare-cni
      path: node_modules/pulumi-cloudflare-cni/bin
`;

export function projectYaml(
  { name, description }: { name: string; description: string },
  rest: string,
): string {
  return `name: ${name}\ndescription: ${quoted(description)}\n${rest}`;
}
