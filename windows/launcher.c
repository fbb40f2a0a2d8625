/* 决算有据.exe: starts the program with the Python beside it.

   Without anything behind its name it opens the desk; files that are dropped on it are opened; anything else is a
   command of the program. It installs nothing and writes nothing: what Python compiles goes into the user's folder of
   caches, so that the program stays as it was published, and may lie where nobody can write. */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

#define MOST 32768

static wchar_t home[MOST], line[MOST];

static void say(const wchar_t *words) {
    DWORD done;
    HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
    WriteConsoleW(out, words, (DWORD)wcslen(words), &done, NULL);
}

/* Ctrl+C is for the program; this one waits for its end. */
static BOOL WINAPI leave_to_the_program(DWORD event) { return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT; }

/* What was typed behind the name of this program, as it was typed. */
static const wchar_t *typed(void) {
    const wchar_t *at = GetCommandLineW();
    if (*at == L'"') {
        for (at++; *at && *at != L'"'; at++) {}
        if (*at) at++;
    } else {
        while (*at && *at != L' ' && *at != L'\t') at++;
    }
    while (*at == L' ' || *at == L'\t') at++;
    return at;
}

static int run(DWORD *code) {
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION child;
    wchar_t python[MOST];
    _snwprintf(python, MOST - 1, L"%ls\\python\\python.exe", home);
    if (!CreateProcessW(python, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child)) return 0;
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, code);
    CloseHandle(child.hThread);
    CloseHandle(child.hProcess);
    return 1;
}

int wmain(int count, wchar_t **words) {
    DWORD code = 2;
    DWORD length = GetModuleFileNameW(NULL, home, MOST);
    wchar_t *slash = length ? wcsrchr(home, L'\\') : NULL;
    /* Windows hands a dropped file over with its whole path: a command has neither drive nor share. */
    int dropped = count > 1 && (words[1][0] && (words[1][1] == L':' || (words[1][0] == L'\\' && words[1][1] == L'\\')));
    if (!slash) return (int)code;
    const wchar_t *name = _wcsdup(slash + 1);
    *slash = 0;
    SetEnvironmentVariableW(L"JUESUAN_STARTED_AS", name);
    SetEnvironmentVariableW(L"PYTHONUTF8", L"1");
    DWORD local = GetEnvironmentVariableW(L"LOCALAPPDATA", line, MOST - 32);
    if (local && local < MOST - 32) SetEnvironmentVariableW(L"PYTHONPYCACHEPREFIX", wcscat(line, L"\\juesuan\\pyc"));
    else SetEnvironmentVariableW(L"PYTHONDONTWRITEBYTECODE", L"1");
    SetConsoleTitleW(L"决算有据");
    SetConsoleCtrlHandler(leave_to_the_program, TRUE);
    if (count == 1 || dropped) SetCurrentDirectoryW(home);
    if (count == 1) say(L"正在打开工作台。用的时候请不要关这个窗口，关了工作台就结束。\r\n");
    int written = _snwprintf(line, MOST - 1, L"\"%ls\\python\\python.exe\" -X utf8 \"%ls\\generate.py\" %ls%ls", home, home,
                             count == 1 ? L"desk" : dropped ? L"open " : L"", typed());
    if (written < 0) say(L"一次拖来的文件太多，请分几次拖。\r\n");
    else if (!run(&code)) say(L"打不开程序里的 python 文件夹：请把压缩包里的全部文件解压出来，再双击。\r\n");
    if (dropped || (count == 1 && code)) {
        say(L"\r\n按回车键关闭这个窗口。");
        getwchar();
    }
    return (int)code;
}
