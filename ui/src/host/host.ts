// The one door to the program behind the window: requests go out, updates come in.

import type { Answer, Question, Request, Update, View } from "../generated";

export type Unsubscribe = () => void;

/** What the window has to know about the computer it runs on. */
export interface System {
  /** A BCP 47 tag such as `de-DE`. */
  locale: string;
  version: string;
}

/** Pages of Microsoft that set-up leads to, besides the portals of each cloud. The shell opens Microsoft's own pages alone. */
export const ADDRESSES = {
  securityInfo: "https://mysignins.microsoft.com/security-info",
  cloudShell: "https://shell.azure.com/bash",
} as const;

/** Whether a file of diagnostics may say who people are. */
export type Names = "with" | "without";

export const DIAGNOSTICS = ["version", "settings", "state", "people", "statistics", "journal", "log"] as const;

/** A file that would be in the archive. */
export interface DiagnosticsFile {
  file: string;
  bytes: number;
  about: (typeof DIAGNOSTICS)[number];
}

/** An update, with the members of the view that changed. */
export type Crossing = Omit<Update, "view"> & { view: Partial<View> | null };

export interface Host {
  /** Resolves when the request was taken, not when it was carried out; the outcome shows in an update. */
  send(request: Request): Promise<void>;
  /** Looks something up and changes nothing. */
  ask(question: Question): Promise<Answer>;
  /** The first update is complete; later ones hold what changed. `lost` is called when there will be none. */
  onUpdate(show: (update: Crossing) => void, lost: () => void): Unsubscribe;
  system(): Promise<System>;
  openAddress(address: string): Promise<void>;
  copyText(text: string): Promise<void>;
  /** Puts a file where downloads go, under this name or one like it that is free; answers with the name. */
  saveText(file: string, text: string): Promise<string>;
  /** What an archive for support would hold. Nothing is written. */
  diagnostics(names: Names): Promise<DiagnosticsFile[]>;
  /** Writes the archive where downloads go; answers with its path. */
  saveDiagnostics(names: Names): Promise<string>;
  /** Calls `ask` when the person closes a window that no tray could call back. */
  onClosing(ask: () => void): Unsubscribe;
  /** Keeps secrets in encrypted files from now on, where the computer has no credential store. */
  keepSecretsInFiles(): Promise<void>;
  /** Puts the window out of the way. */
  minimise(): Promise<void>;
}
