/** Shell completion scripts. They are static and never call the API. */
import type { Command, Option } from "commander";

export const SHELLS = ["bash", "zsh", "fish"];

interface OptionCompletion {
  word: string;
  about: string;
  /** Values of the option. */
  choices: readonly string[];
}

interface CommandCompletion {
  name: string;
  about: string;
  options: readonly OptionCompletion[];
}

export function completionScript(shell: string, program: Command): string {
  const commands = program.commands.map(
    (command): CommandCompletion => ({
      name: command.name(),
      about: command.summary(),
      options: command.options.map(describeOption),
    }),
  );
  const name = program.name();
  if (shell === "bash") return bash(name, commands);
  return shell === "zsh" ? zsh(name, commands) : fish(name, commands);
}

function describeOption({ long, description, argChoices }: Option): OptionCompletion {
  return { word: long ?? "", about: description, choices: argChoices ?? [] };
}

function bash(name: string, commands: readonly CommandCompletion[]): string {
  const cases = commands.map(({ name: command, options }) => {
    const words = options.map(({ word }) => word).join(" ");
    return `    ${command}) words="${words}" ;;`;
  });
  const values = commands.flatMap(({ name: command, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(({ word, choices }) => `    "${command} ${word}") words="${choices.join(" ")}" ;;`),
  );
  return `_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words="${commands.map((one) => one.name).join(" ")}"
  [ "$COMP_CWORD" -gt 1 ] && case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    *) words="" ;;
  esac
  case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD-1]}" in
${values.join("\n")}
    *" --out"|*" --state"|*" --from"|*" --restore"|*" --cwd")
      COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _${name} ${name}
`;
}

function zsh(name: string, commands: readonly CommandCompletion[]): string {
  const list = commands.map((one) => `    ${quoted(`${one.name}:${one.about}`)}`).join("\n");
  const cases = commands.map(({ name: command, options }) => {
    const specs = options.map(({ word, about, choices }) => {
      const values = choices.length > 0 ? `:value:(${choices.join(" ")})` : "";
      return quoted(`${word}[${about.replaceAll(/[[\]:]/g, " ")}]${values}`);
    });
    return `    ${command}) _arguments ${[...specs, "'*:file:_files'"].join(" ")} ;;`;
  });
  return `#compdef ${name}
_${name}() {
  local -a commands=(
${list}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command=$words[2]
  shift words; (( CURRENT-- ))
  case $command in
${cases.join("\n")}
  esac
}
compdef _${name} ${name}
`;
}

function fish(name: string, commands: readonly CommandCompletion[]): string {
  const lines = commands.flatMap(({ name: command, about, options }) => [
    `complete -c ${name} -f -n __fish_use_subcommand -a ${command} -d ${quoted(about)}`,
    ...options.map(({ word, about, choices }) => {
      const values = choices.length > 0 ? ` -xa ${quoted(choices.join(" "))}` : "";
      return `complete -c ${name} -n "__fish_seen_subcommand_from ${command}" -l ${word.slice(2)} -d ${quoted(about)}${values}`;
    }),
  ]);
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
