; Installer for Windows (NSIS 3). cmd/release gives VERSION, NUMBERS, FILES, ICON, OUT.
; It installs for one user, who needs no rights for it, and writes nothing
; outside of that user's folders and registry.
!ifdef TARGET ; such as amd64-unicode
  Target ${TARGET}
!else
  Unicode true
!endif
SetCompressor /SOLID lzma
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WinMessages.nsh
!include x64.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\gongwen"
!define CLASSES "Software\Classes\SystemFileAssociations"

Name "公文 ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\gongwen"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
RequestExecutionLevel user
BrandingText "gongwen ${VERSION}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "公文"
VIAddVersionKey /LANG=2052 "FileDescription" "公文安装程序"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "gongwen 的作者们；Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\使用说明.html"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "打开使用说明"
!insertmacro MUI_PAGE_LICENSE "${FILES}\NOTICE"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "公文需要 Windows 10 或更新的版本。$\r$\n$\r$\n这台电脑的 Windows 太旧，程序在上面不能运行，没有安装任何文件。请在装有 Windows 10、Windows 11、统信 UOS 或银河麒麟的电脑上使用。" /SD IDOK
    Abort
  ${EndIf}
!ifndef TARGET
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "公文需要 64 位的 Windows，这台电脑的是 32 位的，没有安装任何文件。" /SD IDOK
    Abort
  ${EndIf}
!endif
FunctionEnd

; menu ENDING adds 生成公文 and 检查公文 to the context menu of files.
!macro menu ENDING
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\gongwen.build" "" "生成公文"
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\gongwen.build" "Icon" "$INSTDIR\gongwen.exe"
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\gongwen.build\command" "" '"$INSTDIR\gongwen.exe" --wait "%1"'
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\gongwen.check" "" "检查公文"
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\gongwen.check" "Icon" "$INSTDIR\gongwen.exe"
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\gongwen.check\command" "" '"$INSTDIR\gongwen.exe" check --wait "%1"'
!macroend

!macro noMenu ENDING
  DeleteRegKey HKCU "${CLASSES}\${ENDING}\shell\gongwen.build"
  DeleteRegKey HKCU "${CLASSES}\${ENDING}\shell\gongwen.check"
!macroend

Section "公文程序和说明" SecProgram
  SectionIn RO
  SetOutPath "$INSTDIR"
  File /r /x *.ico "${FILES}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "公文（gongwen）"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\gongwen.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  CreateDirectory "$SMPROGRAMS\公文"
  CreateShortcut "$SMPROGRAMS\公文\公文.lnk" "$INSTDIR\gongwen.exe"
  CreateShortcut "$SMPROGRAMS\公文\使用说明.lnk" "$INSTDIR\使用说明.html"
  CreateShortcut "$SMPROGRAMS\公文\卸载公文.lnk" "$INSTDIR\uninstall.exe"
SectionEnd

Section "右键菜单：生成公文、检查公文（.xlsx、.yaml）" SecMenu
  !insertmacro menu ".xlsx"
  !insertmacro menu ".yaml"
SectionEnd

Section "桌面图标和“发送到”菜单（把报告拖到图标上就生成）" SecShortcuts
  CreateShortcut "$DESKTOP\公文.lnk" "$INSTDIR\gongwen.exe"
  CreateShortcut "$SENDTO\公文.lnk" "$INSTDIR\gongwen.exe" "--wait"
SectionEnd

; A path that is longer than this installer can hold is left alone: what was
; read of it would be written back cut off.
Section "命令行：在命令提示符里可以直接用 gongwen" SecPath
  StrCpy $1 0
  StrCpy $3 ""
  ${Do}
    ClearErrors
    EnumRegValue $2 HKCU "Environment" $1
    ${If} ${Errors}
    ${OrIf} $2 == ""
      ${ExitDo}
    ${EndIf}
    ${If} $2 == "Path"
      StrCpy $3 "there"
    ${EndIf}
    IntOp $1 $1 + 1
  ${Loop}
  ClearErrors
  ReadRegStr $0 HKCU "Environment" "Path"
  StrLen $1 "$0;$INSTDIR"
  ${If} $3 == "there"
  ${AndIf} $0 == ""
    StrCpy $1 ${NSIS_MAX_STRLEN}
  ${EndIf}
  IntOp $2 ${NSIS_MAX_STRLEN} - 8
  ${If} $1 < $2
    ${If} $0 == ""
      WriteRegExpandStr HKCU "Environment" "Path" "$INSTDIR"
    ${Else}
      Push "$0"
      Call WithoutUs
      Pop $0
      WriteRegExpandStr HKCU "Environment" "Path" "$0;$INSTDIR"
    ${EndIf}
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
  ${EndIf}
SectionEnd

; WithoutUs takes a path and gives it without the folder of the program.
!macro withoutUs UN
Function ${UN}WithoutUs
  Exch $0
  Push $1
  Push $2
  Push $3
  StrLen $2 ";$INSTDIR"
  StrCpy $1 0
  ${Do}
    StrCpy $3 "$0;" $2 $1
    ${If} $3 == ""
      ${ExitDo}
    ${EndIf}
    ${If} $3 == ";$INSTDIR"
      StrCpy $3 "$0" $1
      IntOp $1 $1 + $2
      StrCpy $0 "$0" "" $1
      StrCpy $0 "$3$0"
      ${ExitDo}
    ${EndIf}
    IntOp $1 $1 + 1
  ${Loop}
  Pop $3
  Pop $2
  Pop $1
  Exch $0
FunctionEnd
!macroend
!insertmacro withoutUs ""
!insertmacro withoutUs "un."

LangString DescProgram 2052 "程序（自带字体）、说明、许可。"
LangString DescMenu 2052 "在资源管理器里右键点报告，选“生成公文”或“检查公文”。"
LangString DescShortcuts 2052 "把报告拖到桌面的“公文”图标上，或者右键选“发送到”“公文”。"
LangString DescPath 2052 "给用命令行的人。"
!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SecProgram} $(DescProgram)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecMenu} $(DescMenu)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecShortcuts} $(DescShortcuts)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecPath} $(DescPath)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Section "Uninstall"
  !insertmacro noMenu ".xlsx"
  !insertmacro noMenu ".yaml"
  Delete "$DESKTOP\公文.lnk"
  Delete "$SENDTO\公文.lnk"
  Delete "$SMPROGRAMS\公文\公文.lnk"
  Delete "$SMPROGRAMS\公文\使用说明.lnk"
  Delete "$SMPROGRAMS\公文\卸载公文.lnk"
  RMDir "$SMPROGRAMS\公文"
  ClearErrors
  ReadRegStr $0 HKCU "Environment" "Path"
  ${IfNot} ${Errors}
    StrCpy $1 "$0"
    Push ";$0"
    Call un.WithoutUs
    Pop $0
    StrCpy $2 "$0" 1
    ${If} $2 == ";"
      StrCpy $0 "$0" "" 1
    ${EndIf}
    ${If} $0 != $1
      WriteRegExpandStr HKCU "Environment" "Path" "$0"
      SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
    ${EndIf}
  ${EndIf}
  ; Only what was installed: somebody may have put reports there.
  Delete "$INSTDIR\gongwen.exe"
  Delete "$INSTDIR\使用说明.html"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\NOTICE"
  Delete "$INSTDIR\sbom.cdx.json"
  RMDir /r "$INSTDIR\docs"
  RMDir /r "$INSTDIR\examples"
  RMDir /r "$INSTDIR\licenses"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
