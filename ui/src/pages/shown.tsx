// One page of the window. The overview is there with the window; the others are fetched as soon as it stands.

import { use } from "react";
import type { PageName } from "../components/Nav";
import { Overview } from "./Overview";

interface Shown {
  name: PageName;
  detail: string;
  version: string;
}

type Others = typeof import("./others");

let others: Promise<Others> | null = null;

/** Fetches the other pages once; what failed is tried again by the next who wants them. */
export function fetchOthers(): Promise<Others> {
  if (others !== null) return others;
  const fetched = import("./others");
  fetched.then(
    // Tells React that it need not wait for what is there.
    (value) => Object.assign(fetched, { status: "fulfilled", value }),
    () => (others = null),
  );
  return (others = fetched);
}

/** Suspends until the page is there. */
export function ShownPage({ name, ...shown }: Shown) {
  return name === "overview" ? <Overview /> : <OtherPage name={name} {...shown} />;
}

function OtherPage({ name, detail, version }: Shown & { name: Exclude<PageName, "overview"> }) {
  const pages = use(fetchOthers());
  switch (name) {
    case "people":
      return <pages.People detail={detail} />;
    case "problems":
      return <pages.Problems detail={detail} />;
    case "activity":
      return <pages.Activity detail={detail} />;
    case "setup":
      return <pages.SetUp detail={detail} />;
    case "settings":
      return <pages.SettingsPage version={version} />;
  }
}
