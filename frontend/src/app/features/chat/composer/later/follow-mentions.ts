import { type ComponentRef, effect, inject, type Signal, type ViewContainerRef } from '@angular/core';
import { Mentioning } from '../mentioning.ts';
import { CallLine } from './call-line.ts';
import { followCalls } from './calls.ts';
import { followMembers } from './follow-members.ts';

/** Knows whom the text in the field reaches, and says so where it calls many. Called in the composer's injection context. */
export function followMentions(place: Signal<ViewContainerRef | undefined>): void {
  followMembers();
  const { call, ...calls } = followCalls();
  inject(Mentioning).calls.set(calls);
  let line: ComponentRef<CallLine> | undefined;
  effect(() => {
    const anchor = place();
    if (call() === undefined || anchor?.length === 0) line = undefined;
    if (call() === undefined) anchor?.clear();
    else line ??= anchor?.createComponent(CallLine);
    line?.setInput('call', call());
  });
}
