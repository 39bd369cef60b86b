import { effect, EnvironmentInjector, createEnvironmentInjector, runInInjectionContext } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { atom } from 'nanostores';
import { fromAtom } from './from-atom.ts';

describe('fromAtom', () => {
  const owner = () => createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));

  it('shows what the atom holds, then and later', () => {
    const source = atom(1);
    const value = runInInjectionContext(owner(), () => fromAtom(source));
    expect(value()).toBe(1);
    source.set(2);
    expect(value()).toBe(2);
  });

  it('runs effects when the atom changes', () => {
    const source = atom('a');
    const seen: string[] = [];
    TestBed.runInInjectionContext(() => {
      const value = fromAtom(source);
      effect(() => void seen.push(value()));
    });
    TestBed.tick();
    source.set('b');
    TestBed.tick();
    expect(seen).toEqual(['a', 'b']);
  });

  it('lets go of the atom with its owner', () => {
    const source = atom(1);
    const injector = owner();
    const value = runInInjectionContext(injector, () => fromAtom(source));
    injector.destroy();
    source.set(2);
    expect(source.lc).toBe(0);
    expect(value()).toBe(1);
  });
});
