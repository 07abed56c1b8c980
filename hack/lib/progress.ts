/** One line on standard error that says what takes its time. */
export interface Progress {
  /** Rewrites the line on a terminal; elsewhere only the first and the last text are printed. */
  update(text: string): void;
  end(): void;
}

/** Starts a progress line. */
export function progress(title: string): Progress {
  const { stderr } = process;
  let last = '';
  stderr.write(stderr.isTTY ? `${title} ...` : `${title} ...\n`);
  return {
    update: (text) => {
      last = text;
      if (stderr.isTTY) stderr.write(`\r\x1b[K${title} ... ${text}`);
    },
    end: () => {
      if (stderr.isTTY) stderr.write('\n');
      else if (last !== '') stderr.write(`${title}: ${last}\n`);
    },
  };
}
