import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeSpans, pages, root, type Page } from './pages.ts';

interface Link {
  readonly target: string;
  readonly anchor: string | undefined;
}

function localLinks({ path, text }: Page): readonly Link[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^https?:/.test(target));
  return targets.map((target) => {
    const [file = '', anchor] = target.split('#');
    return { target: file === '' ? path : join(dirname(path), file), anchor };
  });
}

/** Headings as a Git host names them. */
function anchorsOf(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** Paths of the repository that a page names, without those that stand for several. */
function namedPaths(page: Page): readonly string[] {
  return codeSpans(page)
    .filter((span) => /^(src|docs|hack|test|deploy|examples|crds)\/[\w./-]*$/.test(span))
    .map((span) => span.replace(/\/$/, ''));
}

describe('links in the docs', () => {
  for (const page of pages()) {
    it(`of ${page.path} lead somewhere`, () => {
      for (const { target, anchor } of localLinks(page)) {
        assert.ok(existsSync(join(root, target)), `${target} does not exist`);
        if (anchor === undefined) continue;
        assert.ok(anchorsOf(readFileSync(join(root, target), 'utf8')).includes(anchor), `${target} has no heading #${anchor}`);
      }
    });

    it(`of ${page.path} name files that exist`, () => {
      assert.deepEqual(
        namedPaths(page).filter((path) => !existsSync(join(root, path))),
        [],
      );
    });
  }

  it('reach every page', () => {
    const linked = new Set(pages().flatMap((page) => localLinks(page).map(({ target }) => target)));
    assert.deepEqual(
      pages()
        .map(({ path }) => path)
        .filter((path) => path !== 'README.md' && !linked.has(path)),
      [],
    );
  });
});
