/** A Markdown table; cells may hold Markdown, not line breaks. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** A heading and what stands below it; nothing where that is empty. */
export function section(title: string, body: string): string {
  return body === '' ? '' : `\n## ${title}\n\n${body}`;
}

/** Text as code. */
export function code(text: string): string {
  return `\`${text}\``;
}
