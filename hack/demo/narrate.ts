const { stdout } = process;
const bold = stdout.isTTY ? (text: string): string => `\x1b[1m${text}\x1b[0m` : (text: string): string => text;

/** A step of the demo begins. */
export function heading(text: string): void {
  stdout.write(`\n${bold(`▸ ${text}`)}\n`);
}

export function say(text: string): void {
  stdout.write(`${text}\n`);
}
