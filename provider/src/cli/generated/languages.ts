/** Languages of generated programs. */
import type { GroupProgram } from "./group-program";
import { PLUGIN, projectYaml } from "./project-yaml";
import { pythonProgram } from "./python";
import { typescriptProgram } from "./typescript";
import { yamlProgram } from "./yaml";

export interface Language {
  /** File of the program. */
  main: string;
  print(program: GroupProgram): string;
  /** Fields of package.json, beside name and dependencies. */
  manifest: object;
  /** Other files of a project. */
  filesBeside(project: ProjectNames): Record<string, string>;
  /** Commands that install what the program needs. */
  install: readonly string[];
}

interface ProjectNames {
  name: string;
  description: string;
  /** Version of this package. */
  version: string;
}

const NPM = ["npm install"];

export const TYPESCRIPT: Language = {
  main: "index.ts",
  print: typescriptProgram,
  manifest: { devDependencies: { "@types/node": "^20", typescript: "<7" } },
  install: NPM,
  filesBeside: ({ name, description }) => ({
    "Pulumi.yaml": projectYaml({ name, description }, "runtime: nodejs\n"),
    "tsconfig.json": `${JSON.stringify(
      {
        compilerOptions: {
          target: "es2022",
          module: "node16",
          moduleResolution: "node16",
          strict: true,
        },
        files: ["index.ts"],
      },
      undefined,
      2,
    )}\n`,
  }),
};

const YAML: Language = {
  main: "Pulumi.yaml",
  print: yamlProgram,
  manifest: {},
  install: NPM,
  filesBeside: () => ({}),
};

const PYTHON: Language = {
  main: "__main__.py",
  print: pythonProgram,
  manifest: {},
  install: [...NPM, "python3 -m venv venv", "venv/bin/pip install -r requirements.txt"],
  filesBeside: ({ name, description, version }) => ({
    "Pulumi.yaml": projectYaml(
      { name, description },
      `runtime:\n  name: python\n  options:\n    virtualenv: venv\n${PLUGIN}`,
    ),
    "requirements.txt": `pulumi>=3.165.0,<4\npulumi_cloudflare_cni==${version}\n`,
  }),
};

export const LANGUAGES = { typescript: TYPESCRIPT, yaml: YAML, python: PYTHON } as const;
