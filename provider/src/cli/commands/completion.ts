import { Argument, Command } from "commander";
import { completionScript, SHELLS } from "../completion";

/** Generates the script from the program, so that it always lists every command. */
export function completionCommand(program: () => Command): Command {
  return new Command("completion")
    .summary("Print a shell completion script")
    .description(
      'Print a shell completion script: eval "$(cni completion bash)", source <(cni completion zsh), or cni completion fish > ~/.config/fish/completions/cni.fish',
    )
    .addArgument(new Argument("<shell>", "Shell").choices(SHELLS))
    .action((shell: string) => {
      process.stdout.write(completionScript(shell, program()));
    });
}
