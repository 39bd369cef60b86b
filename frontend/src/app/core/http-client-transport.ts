import { HttpClient, HttpErrorResponse, type HttpResponseBase } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { HttpRequest, HttpResponse, HttpTransport } from '@parley/client';
import { AUTH_TOKEN_HEADER } from '@parley/protocol';
import { firstValueFrom } from 'rxjs';

/** The SDK's way to the server, through Angular's interceptors. */
@Service()
export class HttpClientTransport implements HttpTransport {
  private readonly http = inject(HttpClient);

  async exchange({ method, path, body }: HttpRequest): Promise<HttpResponse> {
    try {
      const answer = await firstValueFrom(
        this.http.request<unknown>(method, path, { body, observe: 'response' }),
      );
      return asResponse(answer, answer.body);
    } catch (error) {
      // Status 0 means that nobody answered, or that what came was no JSON of ours.
      if (!(error instanceof HttpErrorResponse) || error.status === 0) throw error;
      return asResponse(error, error.error);
    }
  }
}

function asResponse({ status, headers }: HttpResponseBase, body: unknown): HttpResponse {
  const token = headers.get(AUTH_TOKEN_HEADER);
  return token === null ? { status, body } : { status, body, token };
}
