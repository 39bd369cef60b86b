import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
@Component({ selector: 'parley-app', imports: [RouterOutlet], template: `<router-outlet />` })
export class App {}
