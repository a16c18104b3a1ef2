; The set-up program for Windows (Inno Setup 6). packaging/build.py defines AppVersion, Source, Output, OutputName, Icon.
; For one person, without an administrator. Removing it leaves that person's folder "GPT Studio" alone.

[Setup]
AppId={{6E0D9B5B-6F0B-4B34-9C52-2A5B5E0E5B11}
AppName=GPT Studio
AppVersion={#AppVersion}
AppVerName=GPT Studio {#AppVersion}
AppPublisher=The GPT Studio authors
AppComments=Make a GPT of your own: text, tokenizer, training, chat
VersionInfoVersion={#AppVersion}
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\GPT Studio
DefaultGroupName=GPT Studio
DisableProgramGroupPage=yes
DisableDirPage=auto
UsePreviousAppDir=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Source}\licences\LICENSE.txt
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\GPT Studio.exe
UninstallDisplayName=GPT Studio
OutputDir={#Output}
OutputBaseFilename={#OutputName}
Compression=lzma2/max
SolidCompression=yes
LZMAUseSeparateProcess=yes
WizardStyle=modern
ShowLanguageDialog=auto
CloseApplications=yes
RestartApplications=no
TimeStampsInUTC=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not must not stay: Python would import it.
Type: filesandordirs; Name: "{app}\_internal"
Type: filesandordirs; Name: "{app}\licences"

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\GPT Studio"; Filename: "{app}\GPT Studio.exe"; AppUserModelID: "GPTStudio.GPTStudio"
Name: "{userdesktop}\GPT Studio"; Filename: "{app}\GPT Studio.exe"; Tasks: desktopicon; AppUserModelID: "GPTStudio.GPTStudio"

[Run]
Filename: "{app}\GPT Studio.exe"; Description: "{cm:LaunchProgram,GPT Studio}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
; Only what the program itself made beside its files; {userdocs}, {%USERPROFILE}\GPT Studio and settings stay.
Type: filesandordirs; Name: "{app}\_internal"
Type: dirifempty; Name: "{app}"
