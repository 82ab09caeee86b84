/* ProcessPrng for a wine that has none, as Go's runtime calls it
 * (https://learn.microsoft.com/windows/win32/seccng/processprng). For tests. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, (ULONG)size); }
