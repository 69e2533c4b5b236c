import { fieldsOf, type GroupProgram, typed } from "./group-program";
import { LANGUAGES } from "./languages";

/** What YAML would take for an expression. */
const EXPRESSION = `$${"{secret}"}`;
const EVIL = `"); exit() /* */ # ${EXPRESSION} {{y}} '\n\u2028`;

function programWith(text: string): GroupProgram {
  return {
    about: [text],
    project: { name: "transit", description: text },
    group: {
      name: "transit",
      args: fieldsOf(
        {
          intent: "site-diverse",
          demand: typed("Demand", { toCustomer: 8 }),
          ports: {
            fields: [
              {
                name: "ams1",
                comment: "Equinix AM1",
                value: {
                  type: "GroupPort",
                  fields: fieldsOf({
                    slotId: "an id",
                    customer: typed("CustomerEnd", { router: text }),
                    session: typed("GroupSession", {
                      steering: "share",
                      bgp: typed("GroupSessionBgp", { md5Key: { secret: "ams1Md5Key" } }),
                    }),
                  }),
                },
              },
            ],
          },
        },
        { demand: "Gbps." },
      ),
    },
    outputs: [{ name: "routes", comment: "Static routes." }, { name: "capacity" }],
    secrets: ["ams1Md5Key"],
  };
}

it.each(["typescript", "yaml", "python"] as const)("prints a program in %s", (language) => {
  expect(LANGUAGES[language].print(programWith("edge-1"))).toMatchSnapshot();
});

it.each(["typescript", "yaml", "python"] as const)(
  "keeps text from outside in its literal or comment in %s",
  (language) => {
    const text = LANGUAGES[language].print(programWith(EVIL));
    const outside = text
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
      .replace(/^\s*(?:\/\/|#).*$/gm, "");
    expect(outside).not.toMatch(/exit|\{\{y/);
    expect(text).not.toContain("\u2028");
  },
);

it("escapes what YAML would take for an expression, except secrets", () => {
  const text = LANGUAGES.yaml.print(programWith(EXPRESSION));
  expect(text).toContain(`router: "$${EXPRESSION}"`);
  expect(text).toContain(`md5Key: "$${"{ams1Md5Key}"}"`);
});
