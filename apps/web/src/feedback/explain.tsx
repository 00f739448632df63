'use client';

import { Popover } from '@mantine/core';
import { useDisclosure, useWindowEvent } from '@mantine/hooks';
import { type ReactNode, useId, useRef } from 'react';
import classes from './explain.module.css';

/** Words with an explanation that opens on hover, on focus and on tap, and closes with Escape. */
export function Explain(props: {
  children: ReactNode;
  text: ReactNode;
  className?: string | undefined;
}) {
  const [opened, { open, close }] = useDisclosure(false);
  const pinned = useRef(false);
  const id = useId();
  const dismiss = () => {
    pinned.current = false;
    close();
  };
  const leave = () => {
    if (!pinned.current) close();
  };
  useWindowEvent('keydown', (event) => {
    if (opened && event.key === 'Escape') dismiss();
  });
  return (
    <Popover
      opened={opened}
      onChange={(next) => {
        if (!next) dismiss();
      }}
      width={290}
      position="bottom-start"
      shadow="md"
      withinPortal
      trapFocus={false}
      returnFocus={false}
      withRoles={false}
      transitionProps={{ duration: 90 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={props.className ? `${classes.term} ${props.className}` : classes.term}
          aria-describedby={opened ? id : undefined}
          onMouseEnter={open}
          onMouseLeave={leave}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) open();
          }}
          onBlur={dismiss}
          onClick={() => {
            pinned.current = true;
            open();
          }}
        >
          {props.children}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.text} id={id} role="tooltip">
        {props.text}
      </Popover.Dropdown>
    </Popover>
  );
}
