import ts from 'typescript';
import type { SourceFile } from './source-tree.ts';

/** Every module specifier a file imports, re-exports, requires or loads dynamically. */
export const importsOf = ({ text }: SourceFile): string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

export type Finding = { line: number; what: string };

/** The places in a file's syntax tree (never in comments or strings) that `match` names. */
export function findInCode(
  file: SourceFile,
  match: (node: ts.Node) => string | undefined,
): Finding[] {
  const kind = file.path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const what = match(node);
    if (what !== undefined) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      findings.push({ line: line + 1, what });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return findings;
}

/** "process.env" for that member, dotted or in brackets; undefined for other nodes. */
export function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    return `${node.expression.text}.${node.name.text}`;
  }
  if (ts.isElementAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const key = node.argumentExpression;
    return ts.isStringLiteralLike(key) ? `${node.expression.text}.${key.text}` : undefined;
  }
  return undefined;
}

/** True for `const { … } = process`, which hides what is read from it. */
export const takesApartProcess = (node: ts.Node): boolean =>
  ts.isVariableDeclaration(node) &&
  ts.isObjectBindingPattern(node.name) &&
  node.initializer !== undefined &&
  ts.isIdentifier(node.initializer) &&
  node.initializer.text === 'process';

/** The name a call calls: "parseFloat", "it.skip"; undefined for anything else. */
export function calleeName(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  return ts.isIdentifier(node.expression) ? node.expression.text : memberName(node.expression);
}

/** True for `new Date()`, which reads the clock; false for `new Date(value)`. */
export const readsClockByDate = (node: ts.Node): boolean =>
  ts.isNewExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === 'Date' &&
  (node.arguments?.length ?? 0) === 0;
