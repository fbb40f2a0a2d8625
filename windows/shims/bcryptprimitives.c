/* What python_calamine asks of Windows 10 and Wine 8 does not have. It is used by the test alone and never packed. */
#include <windows.h>
#include <ntsecapi.h>

BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
