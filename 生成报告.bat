@echo off
rem Double-click: makes .venv if there is none, installs what requirements.txt names, opens the desk.
rem A file that is dropped on it is opened: it comes with its whole path. Anything else behind its name is a command.
rem Lines end in CRLF and messages are short: cmd.exe loses its place in a UTF-8 file otherwise.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "JUESUAN_STARTED_AS=%~nx0"
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
pushd "%~dp0"
set "VENV=.venv\Scripts\python.exe"
set "STAMP=.venv\installed-requirements.txt"
set "ENOUGH=import sys; sys.exit(sys.version_info < (3, 11))"
title 部门决算公开报告

if not exist "%VENV%" goto make_venv
"%VENV%" -c "import pip" >nul 2>nul
if not errorlevel 1 goto install

:make_venv
set "PYTHON=py -3"
%PYTHON% -c "%ENOUGH%" >nul 2>nul
if not errorlevel 1 goto found
set "PYTHON=python"
%PYTHON% -c "%ENOUGH%" >nul 2>nul
if not errorlevel 1 goto found
echo.
echo 这台电脑上没有 Python 3.11 或更高版本。
echo 请从 https://www.python.org/downloads/windows/ 下载安装，
echo 安装时勾选 Add python.exe to PATH，装好后再双击本文件。
echo 不能上网、不能安装的电脑，请换用解压即用的压缩包：
echo 决算有据-版本号-windows.zip，解压后双击里面的 决算有据.exe。
set "CODE=2"
goto finish

:found
echo 正在准备运行环境（只在第一次需要）……
if exist .venv rmdir /s /q .venv
%PYTHON% -m venv .venv
if errorlevel 1 goto not_installed

:install
if not exist "%STAMP%" goto fetch
fc /b requirements.txt "%STAMP%" >nul 2>nul
if not errorlevel 1 goto generate

:fetch
echo 正在安装所需组件（首次约需几分钟，要能上网）……
if exist "%STAMP%" del "%STAMP%"
"%VENV%" -m pip install -q --no-input -r requirements.txt
if errorlevel 1 goto not_installed
copy /y requirements.txt "%STAMP%" >nul
"%VENV%" -c "from juesuan.pdf import pango; pango.prepare()" >nul 2>nul
if not errorlevel 1 goto generate
rem Without Pango there is a plain PDF at least.
"%VENV%" -m pip install -q --no-input -r requirements-plutoprint.txt
goto generate

:not_installed
echo.
echo 组件没有装好，原因见上。
echo 能上网的电脑：把 .venv 文件夹删掉，再双击一次。
echo 不能上网的电脑：请从别的电脑带来解压即用的压缩包
echo 决算有据-版本号-windows.zip，解压后双击里面的 决算有据.exe。
echo 它不用装 Python，不用上网；inputs 和 output 文件夹复制过去接着用。
set "CODE=2"
goto finish

:generate
if "%~1"=="" goto desk
if "%~1"=="%~f1" goto open
goto command

:desk
echo 正在打开工作台。用的时候请不要关这个窗口，关了工作台就结束。
"%VENV%" generate.py desk
set "CODE=%ERRORLEVEL%"
echo.
if "%CODE%"=="0" echo 工作台已经关了。生成过的报告在 output 里各年度的“交付”文件夹里。
if not "%CODE%"=="0" echo 工作台没有打开，原因见上面的说明。
goto finish

:open
"%VENV%" generate.py open %*
set "CODE=%ERRORLEVEL%"
goto done

:command
"%VENV%" generate.py %*
set "CODE=%ERRORLEVEL%"

:done
echo.
if "%CODE%"=="0" echo 做完了，结果见上面。
if "%CODE%"=="1" echo 做完了，还有要看、要改的，见上面。
if "%CODE%"=="2" echo 没有做，原因见上面。

:finish
echo.
pause
popd
exit /b %CODE%
