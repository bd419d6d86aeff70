@echo off
rem Runs `rescue`. Wants a Java runtime, 17 or newer: RESCUE_JAVA or JAVA_HOME, else the one on the PATH.
setlocal
set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined RESCUE_JAVA set "JAVA=%RESCUE_JAVA%\bin\java.exe"
"%JAVA%" --version >nul 2>&1
if errorlevel 1 (
    echo rescue: no Java runtime from 17 up found. Install one, or say with JAVA_HOME where it is 1>&2
    exit /b 70
)
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "%~dp0..\lib\*" org.rescueregistry.cli.Rescue %*
exit /b %ERRORLEVEL%
