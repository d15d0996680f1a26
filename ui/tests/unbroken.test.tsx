// A page that cannot be drawn leaves the window standing, and is tried again.

import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Unbroken } from "../src/components/Unbroken";
import { WordsProvider } from "../src/components/window";

it("says that a page is broken, and shows it again when it can be drawn", () => {
  const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
  let works = false;
  const Page = () => {
    if (!works) throw new Error("cannot be drawn");
    return <p>the page</p>;
  };
  render(
    <WordsProvider language="en" locale="en-GB" further={[]}>
      <Unbroken>
        <Page />
      </Unbroken>
    </WordsProvider>,
  );
  expect(screen.getByTestId("broken")).toHaveTextContent("This page cannot be shown");
  works = true;
  fireEvent.click(screen.getByRole("button"));
  expect(screen.getByText("the page")).toBeInTheDocument();
  quiet.mockRestore();
});
